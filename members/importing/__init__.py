"""From a reading to a charter: what a person is asked, what she answered, and the record that follows. Pure.

`items` lists what the notice proposes, `answers` joins it with what was decided, `composing` and `amending` make the
record. Nothing here knows Django or the database.
"""
