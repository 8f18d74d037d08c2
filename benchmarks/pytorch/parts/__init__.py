"""The measured parts as a PyTorch user would write them, with masks. Names of weights are those of the C# parts."""
