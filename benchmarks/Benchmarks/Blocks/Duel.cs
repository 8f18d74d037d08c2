namespace Eegavi.Benchmarks;

/// <summary>A part's work in C# and in PyTorch at the setting that is best for it, in turn.</summary>
/// <param name="Ours">C#.</param>
/// <param name="Theirs">PyTorch.</param>
/// <param name="Work">As the workers call it.</param>
/// <param name="Name">The part.</param>
internal sealed record Duel(Turns Ours, Turns Theirs, string Work, string Name)
{
    private const int Trials = 3;
    private const double MeasuredSeconds = 2;

    /// <summary>Warms up and finds PyTorch's fastest setting, each alone.</summary>
    public static Duel OfBest(Side ours, IReadOnlyList<Side> settings, string work, string name)
    {
        var turns = settings.Select(side => Turns.Of(side, work, name)).ToList();
        var best = turns.MinBy(turn => Enumerable.Range(0, Trials).Min(_ => turn.Seconds(work, name)))!;
        return new(Turns.Of(ours, work, name), best, work, name);
    }

    /// <summary>Both sides' turns, A B A B: as many as are asked for, and more where they are short, so that two seconds of each are measured.</summary>
    public DuelResult Run(int rounds)
    {
        var (turns, seconds) = (new List<(double, double)>(), 0.0);
        while (turns.Count < rounds || seconds < MeasuredSeconds)
        {
            turns.Add((Ours.Seconds(Work, Name), Theirs.Seconds(Work, Name)));
            seconds += turns[^1].Item1 * Ours.Calls;
        }
        return new(turns);
    }
}

/// <summary>Seconds of a call, of neighbouring turns.</summary>
/// <param name="Turns">C#, PyTorch.</param>
internal sealed record DuelResult(IReadOnlyList<(double Ours, double Theirs)> Turns)
{
    /// <summary>C#'s median.</summary>
    public double Ours => Comparison.Median(Turns.Select(turn => turn.Ours));

    /// <summary>PyTorch's median.</summary>
    public double Theirs => Comparison.Median(Turns.Select(turn => turn.Theirs));

    /// <summary>The median of the ratios of neighbouring turns: what slows the machine for a while leaves them as they are.</summary>
    public double Ratio => Comparison.Median(Turns.Select(turn => turn.Ours / turn.Theirs));

    /// <summary>C#'s fastest turn over PyTorch's: what neither the machine nor fresh memory slowed.</summary>
    public double FastestRatio => Turns.Min(turn => turn.Ours) / Turns.Min(turn => turn.Theirs);
}

/// <summary>A side with as many calls as make a turn.</summary>
/// <param name="Side">Who works.</param>
/// <param name="Calls">Calls of a turn.</param>
internal sealed record Turns(Side Side, int Calls)
{
    private const double TurnSeconds = 0.05, WarmUpSeconds = 1, LongestWarmUpSeconds = 5;
    private const int WarmUpCalls = 40;

    /// <summary>Warms up, and finds how many calls make a turn.</summary>
    public static Turns Of(Side side, string work, string name)
    {
        side.Seconds(work, 1, name);
        var calls = Math.Clamp((int)(TurnSeconds / side.Seconds(work, 1, name)), 1, 200);
        // .NET compiles what was called thirty times a second and a third time, after a while, and in the time of whoever shares its core.
        var (spent, done) = (0.0, 0);
        for (; (spent < WarmUpSeconds || done < WarmUpCalls) && spent < LongestWarmUpSeconds; done += calls) spent += calls * side.Seconds(work, calls, name);
        return new(side, calls);
    }

    /// <summary>Mean seconds of a call, of one turn.</summary>
    public double Seconds(string work, string name) => Side.Seconds(work, Calls, name);
}
