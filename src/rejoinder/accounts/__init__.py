"""Who people are: users who sign in. Nothing of comments or moderation lives here."""
