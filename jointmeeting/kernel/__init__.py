"""The kernel: the one manner of acting, logging, notifying, queueing, numbering and typesetting. It imports no app."""
