"""How the engine is measured."""
