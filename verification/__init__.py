"""CHECK: a household's means asked of every department, and the report. It checks and never decides (只核对不认定)."""
