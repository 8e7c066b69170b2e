"""What the bench of the desk is made of: a crowd of requests, a reader of the queue, a site, a rush on it."""
