namespace Eegavi;

/// <summary>A loss that compares vectors in a space of its own, so that whoever watches a run can look at retrieval and cosines there.</summary>
public interface IComparesVectors
{
    /// <summary>The ends as the loss compares them, projected and of length one.</summary>
    /// <param name="inputs">As for the loss itself.</param>
    /// <returns>In the order of <see cref="LossInputs.Ends"/>: [B, P] (tokens: [B, T, P]) and which of them are real.</returns>
    IReadOnlyList<LossVector> Compared(LossInputs inputs);
}
