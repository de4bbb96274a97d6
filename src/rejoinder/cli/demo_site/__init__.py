"""The demo's pages and comments, written for it. All places, people and papers in them are invented."""
