namespace Eegavi.Data.Synthetic.Rendering;

/// <summary>One subject's recording: which trial, and which second of it, lies where on the shared clock.</summary>
internal sealed class PlantedRecording
{
    private readonly PlantedOptions _options;

    public PlantedRecording(PlantedScalars scalars, PlantedSubject subject)
    {
        (_options, Subject, Trials) = (scalars.Options, subject, scalars.Of(subject));
        Seed = _options.Seed;
    }

    public PlantedOptions Options => _options;

    public PlantedSubject Subject { get; }

    public IReadOnlyList<PlantedTrial> Trials { get; }

    public int Seed { get; }

    public int Window => _options.WindowSeconds;

    public int Seconds => _options.RecordingSeconds;

    /// <summary>A stream of random numbers for one purpose in this recording.</summary>
    public PlantedRandom Random(string purpose) => new(Seed, purpose, Subject.Index);

    /// <summary>The trial that runs at a whole second of the shared clock, and how far in it is; null in gaps and margins.</summary>
    public (PlantedTrial Trial, int Second)? At(int second)
    {
        var (period, since) = (Window + PlantedOptions.GapSeconds, second - PlantedOptions.MarginSeconds);
        if (since < 0 || since / period >= Trials.Count || since % period >= Window) return null;
        return (Trials[since / period], since % period);
    }
}
