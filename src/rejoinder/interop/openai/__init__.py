"""OpenAI's moderations endpoint, as its clients use it, over our engine."""
