"""The HTTP surface as a contract: what comes in, what goes out, and how every refusal looks."""
