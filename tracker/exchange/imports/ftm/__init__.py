"""FollowTheMoney entities as JSON lines (followthemoney.tech), as OpenSanctions, Aleph and our own export have them."""
