using Eegavi.Data.Synthetic.Rendering;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes what was planted: <c>truth.csv</c>, <c>truth-subjects.csv</c> and, for files, what can be read back.</summary>
internal static class PlantedTruth
{
    private static readonly string[] Identity = ["identity1", "identity2", "identity3", "identity4"];

    /// <summary>One row a trial: labels, scalars, events.</summary>
    public static void WriteTrials(string path, PlantedScalars scalars) => new PlantedTable<PlantedTrial>()
        .Add("trial", t => PlantedNames.Of(scalars.Options, t))
        .AddEach(PlantedLabels.Names, (t, i) => t.Labels.Values[i])
        .Add("eeg.R", t => t.EegR).Add("audio.R", t => t.AudioR).Add("video.R", t => t.VideoR).Add("ecg.R", t => t.EcgR).Add("text.R", t => t.TextR)
        .Add("eeg.X", t => t.EegX).Add("audio.X", t => t.AudioX)
        .Add("carrier.C", t => t.Carrier).Add("eeg.C", t => t.EegC).Add("audio.C", t => t.AudioC).Add("video.C", t => t.VideoC)
        .Add("eeg.F", t => t.EegF).Add("table.F", t => t.Table[0])
        .Add("offsetSeconds", t => t.OffsetSeconds).Add("hasAudio", t => t.HasAudio)
        .Add("signs.T", t => t.Fast.Signs).Add("eeg.T", t => t.Fast.Eeg).Add("video.T", t => t.Fast.Video)
        .Add("signs.T4", t => t.Slow.Signs).Add("eeg.T4", t => t.Slow.Eeg).Add("video.T4", t => t.Slow.Video)
        .Write(path, scalars.Trials);

    /// <summary>One row a subject: offsets, identity code, prior of L.</summary>
    public static void WriteSubjects(string path, PlantedScalars scalars) => new PlantedTable<PlantedSubject>()
        .Add("subject", s => s.Id)
        .Add("eegOffset", s => s.EegOffset).Add("ecgOffset", s => s.EcgOffset)
        .AddEach(Identity, (s, i) => s.Identity[i])
        .Add("priorOfL", s => s.PriorOfL)
        .Write(path, scalars.Subjects);

    /// <summary>One row a trial and scalar: the planted value beside the one that was read back, from the second given.</summary>
    public static void WriteReadings(string path, PlantedScalars scalars, IReadOnlyList<IReadOnlyList<PlantedReading>> subjects) =>
        new PlantedTable<(PlantedTrial Trial, string Feature, int Second, double Planted, double Measured)>()
            .Add("trial", r => PlantedNames.Of(scalars.Options, r.Trial)).Add("scalar", r => r.Feature).Add("second", r => r.Second)
            .Add("planted", r => r.Planted).Add("measured", r => r.Measured)
            .Write(path, scalars.Subjects.SelectMany(s => subjects[s.Index].SelectMany(reading => Rows(scalars.Of(s), reading))));

    /// <summary>One row a heartbeat: the second of its R peak.</summary>
    public static void WriteBeats(string path, PlantedScalars scalars, IReadOnlyList<double[]> beats) =>
        new PlantedTable<(PlantedSubject Subject, double Second)>()
            .Add("subject", b => b.Subject.Id).Add("second", b => b.Second)
            .Write(path, scalars.Subjects.SelectMany(s => beats[s.Index].Select(b => (s, b))));

    private static IEnumerable<(PlantedTrial, string, int, double, double)> Rows(IReadOnlyList<PlantedTrial> trials, PlantedReading reading)
    {
        var each = reading.Planted.Length / trials.Count;
        return reading.Planted.Select((planted, i) => (trials[i / each], reading.Feature, i % each, planted, reading.Measured[i]));
    }
}
