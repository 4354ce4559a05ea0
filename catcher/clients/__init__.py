"""What is asked of a catcher and how its answers are read: values and pure steps, for every client alike."""
