"""The synthetic county: places, families, illnesses and the records that they leave."""
