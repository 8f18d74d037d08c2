using static TorchSharp.torch;

namespace Eegavi.Training.Monitoring;

/// <summary>Who some rows are and what they saw.</summary>
/// <param name="Subjects">The subject of each of N rows.</param>
/// <param name="Stimuli">What each saw; null where that is not known.</param>
internal sealed record RowFacts(IReadOnlyList<string> Subjects, IReadOnlyList<StimulusSpan?> Stimuli)
{
    /// <summary>Rows N.</summary>
    public int Count => Subjects.Count;

    /// <summary>Some of the rows.</summary>
    public RowFacts Of(IReadOnlyList<int> rows) => new([.. rows.Select(i => Subjects[i])], [.. rows.Select(i => Stimuli[i])]);

    /// <summary>[N, N] bool, true = rows of one subject.</summary>
    public Tensor SameSubject()
    {
        var numbers = Subjects.Distinct(StringComparer.Ordinal).Select((subject, i) => (subject, i)).ToDictionary(s => s.subject, s => (long)s.i, StringComparer.Ordinal);
        using var scope = NewDisposeScope();
        var number = tensor(Subjects.Select(s => numbers[s]).ToArray());
        return number.unsqueeze(1).eq(number.unsqueeze(0)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, N] bool, true = two different rows that saw some second of one stimulus together.</summary>
    public Tensor SawTheSame()
    {
        var table = new bool[Count, Count];
        foreach (var one in Enumerable.Range(0, Count).Where(i => Stimuli[i] is not null).GroupBy(i => Stimuli[i]!.Stimulus, StringComparer.Ordinal))
            foreach (var i in one)
                foreach (var j in one) table[i, j] = i != j && Stimuli[i]!.Overlaps(Stimuli[j]!);
        return tensor(table);
    }
}
