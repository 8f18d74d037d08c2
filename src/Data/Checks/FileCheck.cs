using Eegavi.Data.Manifests;
using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Windows;

namespace Eegavi.Data.Checks;

/// <summary>Compares files of a data set with what manifest and trials say of them. One instance for each thread.</summary>
internal sealed class FileCheck(Manifest manifest, string folder, IReadOnlyList<ISignalReader> readers)
{
    // A container rounds its length; a trial may ask for a frame more.
    private const double Slack = 0.1;

    /// <summary>What must be mended.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What is odd.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Checks every file of a recording against its trials.</summary>
    public void Check(ManifestRecording recording, IReadOnlyList<Trial> trials, CancellationToken cancel)
    {
        if (trials.Count == 0) Warnings.Add($"recording '{recording.Id}' has no trials.");
        foreach (var (name, source) in recording.Files)
        {
            try
            {
                var seconds = Seconds(manifest.Modalities[name], ManifestFile.Resolve(folder, source.Path), cancel);
                CheckLength(trials, name, source, seconds);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or DataProblemsException or InvalidOperationException or TimeoutException)
            {
                Problems.Add($"recording '{recording.Id}', {name}: {e.Message}");
            }
        }
        foreach (var (name, modality) in manifest.Modalities)
            if (modality.Kind is not (ModalityKind.Table or ModalityKind.Tokens) && !recording.Files.ContainsKey(name))
                Warnings.Add($"recording '{recording.Id}' has no {name}: its trials count as missing there.");
    }

    /// <summary>Checks that token files hold the trials.</summary>
    public void CheckTokens(IReadOnlyList<Trial> trials)
    {
        foreach (var (name, modality) in manifest.Modalities.Where(m => m.Value.Kind == ModalityKind.Tokens))
        {
            try
            {
                var tokens = TokenFile.Read(ManifestFile.Resolve(folder, modality.File!)).Join(name, trials);
                var missing = Enumerable.Range(0, tokens.Rows).Count(r => !tokens.IsPresent(r) && !trials[r].Absent.Contains(name));
                if (missing == trials.Count && missing > 0) Problems.Add($"modality '{name}': expected tokens of the trials in '{modality.File}'; none of its ids is a trial's.");
                else if (missing > 0) Warnings.Add($"modality '{name}': {missing} of {trials.Count} trials have no tokens in '{modality.File}' and count as missing.");
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                Problems.Add($"modality '{name}': {e.Message}");
            }
        }
    }

    private double Seconds(ManifestModality modality, string path, CancellationToken cancel) => modality.Kind switch
    {
        ModalityKind.Signal => SignalSeconds(modality, path),
        ModalityKind.Audio => MediaInfo.Read(path, cancel).Audio?.Seconds ?? throw new InvalidDataException($"{path}: expected a file with sound; it has no audio stream."),
        ModalityKind.Video => MediaInfo.Read(path, cancel).Video?.Seconds ?? throw new InvalidDataException($"{path}: expected a file with pictures; it has no video stream."),
        ModalityKind.Transcript => Endless(TranscriptFile.Read(path)),
        _ => double.PositiveInfinity,
    };

    // Silence after the last word is no defect.
    private static double Endless(IReadOnlyList<TranscriptLine> _) => double.PositiveInfinity;

    private double SignalSeconds(ManifestModality modality, string path)
    {
        var recording = SignalFile.ReaderOf(path, readers).Read(path, modality.Channels);
        Warnings.AddRange(recording.Warnings);
        foreach (var unit in recording.Signals.Select(s => s.Unit).Distinct().Where(u => u != "uV"))
            Warnings.Add($"{path}: expected channels in volts or a fraction of them; some are in '{unit}'.");
        foreach (var signal in recording.Signals)
            for (var c = 0; c < signal.Channels.Count; c++)
                if (signal.Length > 1 && signal.Samples[c].AsSpan().IndexOfAnyExcept(signal.Samples[c][0]) < 0)
                    Warnings.Add($"{path}: channel '{signal.Channels[c]}' never changes.");
        return recording.Seconds;
    }

    private void CheckLength(IReadOnlyList<Trial> trials, string name, ManifestSource source, double seconds)
    {
        foreach (var trial in trials)
            if (Piece.Of(trial, name, source) is { } piece && (piece.To > seconds + Slack || piece.From < -Slack))
                Problems.Add($"trial '{trial.Id}', {name}: expected {source.Path} to reach from {piece.From:0.##} s to {piece.To:0.##} s; it has {seconds:0.##} s.");
    }
}
