"""Training text written for this project: contrast sets from templates, and comments written one by one."""
