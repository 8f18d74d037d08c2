namespace Eegavi.Training;

/// <summary>Divides training rows by subject into those that are trained on and those that are looked at.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validate">Rows held back; none where there are too few subjects or none were asked for.</param>
internal sealed record HeldBack(int[] Train, int[] Validate)
{
    /// <summary>Divides.</summary>
    /// <exception cref="ArgumentException">Early stopping needs held-back subjects, and there are none.</exception>
    public static HeldBack Of(IReadOnlyList<int> rows, IReadOnlyList<string> subjectOf, TrainingSpec spec)
    {
        string[] subjects = [.. rows.Select(row => subjectOf[row]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (share, isNeeded) = (spec.Validation.HeldBack, spec.EarlyStop is not null);
        if (isNeeded && (subjects.Length < 2 || share == 0))
            throw new ArgumentException($"Expected at least 2 training subjects and training.validation.heldBack above 0, since training.earlyStop looks at some of them; got {subjects.Length} and {share}.");
        if (subjects.Length < 2 || share == 0) return new([.. rows], []);
        new Random(spec.Seed).Shuffle(subjects);
        var names = subjects.Take(Math.Clamp((int)Math.Round(share * subjects.Length), 1, subjects.Length - 1)).ToHashSet(StringComparer.Ordinal);
        var divided = rows.ToLookup(row => names.Contains(subjectOf[row]));
        return new([.. divided[false]], [.. divided[true]]);
    }
}
