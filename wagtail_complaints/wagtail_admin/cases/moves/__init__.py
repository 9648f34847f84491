"""How does an officer make a move of a case? One small form a move, that calls one action."""
