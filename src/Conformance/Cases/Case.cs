namespace Eegavi.Conformance;

/// <summary>What a part is tried on: options, rows, tokens, what is missing. A kind of part takes of it what it needs.</summary>
/// <param name="Seed">Of weights and values.</param>
/// <param name="Options">Which options.</param>
/// <param name="First">Of a fusion block the query; of an encoder the window; of a loss the first end.</param>
/// <param name="Others">Of a fusion block the contexts, of a resampler the media items, of a loss the other ends; zero to three.</param>
internal sealed record Case(int Seed, OptionTurns Options, Mask First, IReadOnlyList<Mask> Others)
{
    public int Rows => First.Rows.Count;

    public static Case Draw(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(1, 5);
        // A third of the cases have the options as they are.
        var options = new OptionTurns(0, random.Next(1000), random.Next(3) == 0 ? 0 : random.Next(1, 4));
        return new(random.Next(1000), options, Mask.Draw(random, rows), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Mask.Draw(random, rows))]);
    }

    /// <summary>Simpler cases, of which one may fail too.</summary>
    public IEnumerable<Case> Simpler() =>
    [
        .. Options.Simpler().Select(options => this with { Options = options }),
        .. Enumerable.Range(0, Rows > 1 ? Rows : 0).Select(row => this with { First = First.Without(row), Others = [.. Others.Select(mask => mask.Without(row))] }),
        .. Enumerable.Range(0, Others.Count).Select(i => this with { Others = [.. Others.Where((_, at) => at != i)] }),
        .. First.Simpler().Select(mask => this with { First = mask }),
        .. Enumerable.Range(0, Others.Count).SelectMany(i => Others[i].Simpler().Select(mask => this with { Others = [.. Others.Select((old, at) => at == i ? mask : old)] })),
    ];

    public override string ToString() => $"B={Rows}, first {First}, others {(Others.Count == 0 ? "none" : string.Join(", ", Others))}, seed {Seed}";
}

/// <summary>Which options a case has.</summary>
/// <param name="Set">Which of the sets that are there before any option is drawn.</param>
/// <param name="Seed">Of the options that are drawn.</param>
/// <param name="Count">How many options are drawn; 0 = the set as it is.</param>
internal sealed record OptionTurns(int Set, int Seed, int Count)
{
    public IEnumerable<OptionTurns> Simpler() => Enumerable.Range(0, Count).Select(count => this with { Count = count });
}
