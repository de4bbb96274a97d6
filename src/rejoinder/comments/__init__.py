"""What is commented on and what is said: Site, Article, Comment. Deciding about comments lives in moderation."""
