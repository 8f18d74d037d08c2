namespace Eegavi.Data.Synthetic;

/// <summary>The planted truth of a whole data set: subjects, trials, labels, scalars and events.</summary>
/// <remarks>
/// All labels but L balance exactly inside every subject. Equal options give equal numbers, bit by bit, on any machine;
/// they are not the numbers of a NumPy generator, only their distribution is the same.
/// </remarks>
public sealed class PlantedScalars
{
    /// <summary>d′ of EEG on R.</summary>
    public const double EegD = 1.0;

    /// <summary>d′ of audio on R.</summary>
    public const double AudioD = 1.4;

    /// <summary>d′ of video on R.</summary>
    public const double VideoD = 1.0;

    /// <summary>d′ of ECG on R.</summary>
    public const double EcgD = 0.8;

    /// <summary>d′ of each half of X, and of each part of C.</summary>
    public const double PairD = 4.0;

    /// <summary>d′ of EEG on F, once the sign is known.</summary>
    public const double FlipD = 3.0;

    /// <summary>Share of transcripts whose words say the opposite of R.</summary>
    public const double TextErrors = 0.3;

    /// <summary>Share of trials without audio under MNAR, for R = +1 and for R = −1.</summary>
    public static readonly (double Plus, double Minus) MnarShares = (0.5, 0.1);

    private PlantedScalars(PlantedOptions options, PlantedSubject[] subjects, PlantedTrial[] trials) =>
        (Options, Subjects, Trials) = (options, subjects, trials);

    /// <summary>What was asked for.</summary>
    public PlantedOptions Options { get; }

    /// <summary>S subjects.</summary>
    public IReadOnlyList<PlantedSubject> Subjects { get; }

    /// <summary>S·N trials, subject by subject.</summary>
    public IReadOnlyList<PlantedTrial> Trials { get; }

    /// <summary>Draws everything.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static PlantedScalars Draw(PlantedOptions options)
    {
        options.Check();
        var subjects = PlantedSubject.Draw(options);
        return new(options, subjects, [.. subjects.SelectMany(s => TrialsOf(options, s))]);
    }

    /// <summary>The N trials of one subject.</summary>
    public IReadOnlyList<PlantedTrial> Of(PlantedSubject subject) =>
        [.. Trials.Skip(subject.Index * Options.Trials).Take(Options.Trials)];

    private static IEnumerable<PlantedTrial> TrialsOf(PlantedOptions options, PlantedSubject subject)
    {
        var random = new PlantedRandom(options.Seed, "labels", subject.Index);
        var columns = Enumerable.Range(0, 6).Select(_ => random.Balanced(options.Trials)).ToArray();
        for (var i = 0; i < options.Trials; i++)
        {
            var labels = new PlantedLabels(columns[0][i], columns[1][i], columns[2][i], columns[3][i], columns[4][i], columns[5][i],
                random.Sign(subject.PriorOfL));
            yield return Trial(options, subject, i, labels);
        }
    }

    private static PlantedTrial Trial(PlantedOptions options, PlantedSubject subject, int index, PlantedLabels y)
    {
        var random = new PlantedRandom(options.Seed, "trial", subject.Index * 4096 + index);
        double Show(double d, int sign) => d / 2 * sign + random.Normal();
        var (half, carrier, decoy, flip) = (random.Sign(), random.Sign(), random.Sign(), random.Sign());
        var offset = random.Below(2 * PlantedOptions.LargestOffsetSeconds + 1) - PlantedOptions.LargestOffsetSeconds;
        return new()
        {
            Subject = subject.Index,
            Index = index,
            Labels = y,
            EegR = Show(EegD, y.R) + subject.EegOffset,
            AudioR = Show(AudioD, y.R),
            VideoR = Show(VideoD, y.R),
            EcgR = Show(EcgD, y.R) + subject.EcgOffset,
            TextR = y.R * random.Sign(1 - TextErrors),
            EegX = Show(PairD, half),
            AudioX = Show(PairD, half * y.X),
            Carrier = carrier,
            EegC = Show(PairD, carrier),
            AudioC = Show(PairD, carrier > 0 ? y.C : decoy),
            VideoC = Show(PairD, carrier > 0 ? decoy : y.C),
            EegF = Show(FlipD, flip * y.F),
            Table = [flip, random.Normal(), random.Normal()],
            Fast = PlantedEvents.Draw(random, options.WindowSeconds, 1, y.T, offset),
            Slow = PlantedEvents.Draw(random, options.WindowSeconds, 4, y.T4, offset),
            OffsetSeconds = offset,
            HasAudio = HasAudio(options, subject.Index * 4096 + index, y.R),
        };
    }

    // Its own stream: the same trials, whatever is missing.
    private static bool HasAudio(PlantedOptions options, int stream, int label) =>
        new PlantedRandom(options.Seed, "missing", stream).Uniform() >= ShareMissing(options, label);

    /// <summary>Share of the trials with label R = <paramref name="label"/> that lack audio.</summary>
    internal static double ShareMissing(PlantedOptions options, int label) => options.Missing switch
    {
        PlantedMissing.Mcar => options.MissingShare,
        PlantedMissing.Mnar => label > 0 ? MnarShares.Plus : MnarShares.Minus,
        _ => 0,
    };
}
