"""Pages of this app: fetch through `visible_to`, one service or workflow call, redirect."""
