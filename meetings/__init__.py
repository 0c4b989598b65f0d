"""CONVENE: agenda items, meetings, receipts, attendance and minutes."""
