"""What leaves the house by mail, and what the console is told of mails."""
