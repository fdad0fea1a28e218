"""Records as FollowTheMoney entities (followthemoney.tech), schema and properties of its model 4."""
