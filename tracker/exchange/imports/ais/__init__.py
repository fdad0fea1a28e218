"""Reports of the automatic identification system (AIS), from the CSV dialects of their publishers and as NMEA."""
