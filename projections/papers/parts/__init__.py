"""The parts that papers are put together from, each of which any kind of paper can use.

A part is made of a ``Telling`` (what the paper tells of, so far as it may be told). It claims nothing that is not
recorded: that something is "not recorded", that it was recorded as "none set", and that a nil was recorded are three
things, and told apart. Texts are word for word.
"""
