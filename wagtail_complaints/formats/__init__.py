"""The published page on paper, in large print, in Braille, as text and as sound: made, never written again."""
