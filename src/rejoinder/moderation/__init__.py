"""What is decided, by which guideline, by whom: guideline sets, policies, assessments, decisions, the audit log."""
