"""What both commands need before anything of the project can be imported. Standard library only."""
