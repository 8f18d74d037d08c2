using Eegavi.Data.Manifests;
using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Synthetic.Rendering;
using Eegavi.Data.Writers;

namespace Eegavi.Data.Synthetic.Output;

/// <summary>Writes the recordings of every subject, several subjects at once.</summary>
internal sealed class PlantedFileLevel(PlantedScalars scalars, string folder, Action<double> progress)
{
    // Shares of the work, as timed.
    private const double EegShare = 0.45, AudioShare = 0.25, VideoShare = 0.3;

    private readonly IReadOnlyList<PlantedReading>[] _readings = new IReadOnlyList<PlantedReading>[scalars.Subjects.Count];
    private readonly double[][] _beats = new double[scalars.Subjects.Count][];
    private readonly ManifestRecording[] _recordings = new ManifestRecording[scalars.Subjects.Count];

    /// <summary>Writes everything; returns what reading the scalars back adds to their variances.</summary>
    public IReadOnlyDictionary<string, double> Write(CancellationToken cancel)
    {
        try
        {
            var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.ForEach(scalars.Subjects, options, subject => WriteSubject(new PlantedRecording(scalars, subject), cancel));
        }
        catch (AggregateException e)
        {
            // The first subject that failed says why; the others failed alike or were stopped.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        ManifestFile.Write(Path.Combine(folder, PlantedNames.Manifest), Manifest());
        PlantedTruth.WriteReadings(Path.Combine(folder, PlantedNames.TruthOfReadings), scalars, _readings);
        PlantedTruth.WriteBeats(Path.Combine(folder, PlantedNames.TruthOfBeats), scalars, _beats);
        return PlantedReadings.AddedVariances(_readings);
    }

    private void WriteSubject(PlantedRecording recording, CancellationToken cancel)
    {
        var index = recording.Subject.Index;
        List<PlantedReading> readings = [.. WriteEdf(recording), .. WriteWav(recording, cancel)];
        WriteMp4(recording, cancel);
        WriteTranscript(recording);
        _readings[index] = readings;
        _recordings[index] = Describe(recording);
    }

    private List<PlantedReading> WriteEdf(PlantedRecording recording)
    {
        var eeg = EegRenderer.Render(recording);
        var beats = _beats[recording.Subject.Index] = EcgRenderer.Beats(recording);
        Signal[] signals =
        [
            new() { Channels = EegRenderer.Channels, RateHz = EegRenderer.RateHz, Unit = "uV", Samples = eeg },
            new() { Channels = EcgRenderer.Channels, RateHz = EcgRenderer.RateHz, Unit = "uV", Samples = EcgRenderer.Render(recording, beats) },
        ];
        EdfWriter.Write(PathOf(recording, "signals.edf"), signals, annotations: Notes(recording));
        progress(EegShare / scalars.Subjects.Count);
        return [.. PlantedReadings.OfEeg(recording, eeg), PlantedReadings.OfEcg(recording, beats)];
    }

    private List<PlantedReading> WriteWav(PlantedRecording recording, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var voice = VoiceRenderer.Render(recording);
        WavWriter.Write(PathOf(recording, "voice.wav"), voice, VoiceRenderer.RateHz);
        progress(AudioShare / scalars.Subjects.Count);
        return [.. PlantedReadings.OfAudio(recording, voice)];
    }

    private void WriteMp4(PlantedRecording recording, CancellationToken cancel)
    {
        var options = new VideoWriterOptions { Width = FaceRenderer.Size, Height = FaceRenderer.Size, FramesPerSecond = FaceRenderer.FramesPerSecond, Preset = "ultrafast" };
        using var writer = new VideoWriter(PathOf(recording, "face.mp4"), options, cancel);
        foreach (var frame in FaceRenderer.Frames(recording)) writer.Append(frame);
        writer.Complete();
        progress(VideoShare / scalars.Subjects.Count);
    }

    private void WriteTranscript(PlantedRecording recording) => TranscriptFile.Write(
        PathOf(recording, "transcript.csv"),
        recording.Trials.SelectMany(t => TranscriptRenderer.Words(recording, t)).Select(w => new TranscriptLine(w.StartSeconds, w.StopSeconds, w.Text)));

    private static List<Annotation> Notes(PlantedRecording recording)
    {
        var stimuli = PlantedNames.Stimuli(recording.Options, recording.Subject.Index);
        return [.. recording.Trials.Select(t => new Annotation(recording.Options.StartSeconds(t.Index), recording.Window, stimuli[t.Index]))];
    }

    private Manifest Manifest() => new()
    {
        Name = PlantedNames.DataSet(scalars.Options),
        Description = "Planted data set of EEGAVI, rendered to files. Made by a program; nobody was recorded.",
        Modalities = new Dictionary<string, ManifestModality>
        {
            ["eeg"] = new() { Kind = ModalityKind.Signal, Channels = EegRenderer.Channels },
            ["ecg"] = new() { Kind = ModalityKind.Signal, Channels = EcgRenderer.Channels },
            ["audio"] = new() { Kind = ModalityKind.Audio },
            ["video"] = new() { Kind = ModalityKind.Video },
            ["text"] = new() { Kind = ModalityKind.Transcript },
            ["table"] = new() { Kind = ModalityKind.Table, Channels = PlantedNames.Table },
        },
        Recordings = _recordings,
    };

    private static ManifestRecording Describe(PlantedRecording recording)
    {
        ManifestSource Source(string name, double offset = 0) => new() { Path = PlantedNames.File(recording.Subject, name), OffsetSeconds = offset };
        return new()
        {
            Id = recording.Subject.Id,
            Subject = recording.Subject.Id,
            Files = new Dictionary<string, ManifestSource>
            {
                ["eeg"] = Source("signals.edf"),
                ["ecg"] = Source("signals.edf"),
                ["audio"] = Source("voice.wav"),
                ["video"] = Source("face.mp4", FaceRenderer.StartSeconds(recording)),
                ["text"] = Source("transcript.csv"),
            },
        };
    }

    private string PathOf(PlantedRecording recording, string name) => ManifestFile.Resolve(folder, PlantedNames.File(recording.Subject, name));
}
