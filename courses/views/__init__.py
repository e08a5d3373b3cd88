"""The views of this room: they ask and answer; services write."""
