"""What two sides of a story say: mentions, dates, passages. Frames in, frames out."""
