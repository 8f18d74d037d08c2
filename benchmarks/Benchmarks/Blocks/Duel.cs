namespace Eegavi.Benchmarks;

/// <summary>A part's work in C# and in PyTorch at the setting that is best for it, in turn.</summary>
/// <param name="Ours">C#.</param>
/// <param name="Theirs">PyTorch.</param>
/// <param name="Work">As the workers call it.</param>
/// <param name="Name">The part.</param>
internal sealed record Duel(Turns Ours, Turns Theirs, string Work, string Name)
{
    private const int Trials = 3;

    /// <summary>Warms up and finds PyTorch's fastest setting, each alone.</summary>
    public static Duel OfBest(Side ours, IReadOnlyList<Side> settings, string work, string name)
    {
        var turns = settings.Select(side => Turns.Of(side, work, name)).ToList();
        var best = turns.MinBy(turn => Enumerable.Range(0, Trials).Min(_ => turn.Seconds(work, name)))!;
        return new(Turns.Of(ours, work, name), best, work, name);
    }

    /// <summary>Medians of both sides' turns, A B A B.</summary>
    public (double Ours, double Theirs) Medians(int rounds)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Ours.Seconds(Work, Name));
            theirs.Add(Theirs.Seconds(Work, Name));
        }
        return (Comparison.Median(ours), Comparison.Median(theirs));
    }
}

/// <summary>A side with as many calls as make a turn.</summary>
/// <param name="Side">Who works.</param>
/// <param name="Calls">Calls of a turn.</param>
internal sealed record Turns(Side Side, int Calls)
{
    private const double TurnSeconds = 0.05;

    /// <summary>Warms up, and finds how many calls make a turn.</summary>
    public static Turns Of(Side side, string work, string name)
    {
        side.Seconds(work, 1, name);
        var calls = Math.Clamp((int)(TurnSeconds / side.Seconds(work, 1, name)), 1, 200);
        // The runtime compiles what is called often a second time.
        if (calls > 1) side.Seconds(work, calls, name);
        return new(side, calls);
    }

    /// <summary>Mean seconds of a call, of one turn.</summary>
    public double Seconds(string work, string name) => Side.Seconds(work, Calls, name);
}
