"""How good the engine is: labelled comments in, measures and a report out. Of ours it knows the engine alone."""
