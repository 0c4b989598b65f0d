"""Reading a published notice (通知) that founds or adjusts a joint meeting. Pure: no database, no Django models.

`read(data, name)` takes what a person pasted or uploaded and returns a `Reading`; a text that is no such notice, or
cannot be opened, is a Reading whose `refused` says why. A matter on which the notice is silent stays empty.
"""

from members.notices.reading import Reading, read

__all__ = ["Reading", "read"]
