using System.CommandLine;
using Eegavi.Cli.Running;
using Eegavi.Data;
using Eegavi.Data.Synthetic;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi data synth</c>: makes the planted-truth data set.</summary>
internal static class DataSynthCommand
{
    private const string About =
        """
        Makes a data set whose truth is known: seven labels, each planted by one mechanism, with the best score that any model can reach.

          R  redundant: every modality tells it            X  synergy: EEG and audio tell it only together
          T  binding in time: EEG and video, by the second T4 the same, slower
          C  reliability: EEG says whom to trust           F  a table column flips the sign of EEG
          L  a trap: a prior of each subject, nothing else

        --level tokens writes cached tokens (seconds to make); --level files writes EDF, WAV, MP4 and transcripts through ffmpeg.
        Beside the data: manifest.json, trials.csv, truth.csv (what was planted), ceilings.json (what can be reached).

        Example:  eegavi data synth --level files --out data/planted-files
        """;

    public static Command Create()
    {
        var level = new Option<PlantedLevel>("--level") { Description = "What is written: tokens or files.", DefaultValueFactory = _ => PlantedLevel.Tokens };
        var folder = new Option<DirectoryInfo>("--out") { Description = "A new or empty folder. Default: data/planted-LEVEL." };
        var seed = new Option<int>("--seed") { Description = "Another seed, another data set.", DefaultValueFactory = _ => 1 };
        var subjects = new Option<int?>("--subjects") { Description = "Subjects, 2 to 999. Default 16." };
        var trials = new Option<int?>("--trials") { Description = "Trials of each subject, even. Default 96 (tokens), 48 (files)." };
        var window = new Option<int?>("--window-seconds") { Description = "Length of a trial, a multiple of 8. Default 16 (tokens), 8 (files)." };
        var identity = new Option<PlantedIdentity>("--identity") { Description = "Where the subject's identity code lies: eeg or shared (also audio and video).", DefaultValueFactory = _ => PlantedIdentity.Eeg };
        var missing = new Option<string>("--missing") { Description = "Trials without audio: none, mcar:SHARE (at random), mnar (depends on R).", DefaultValueFactory = _ => "none" };
        var noise = new Option<string>("--noise") { Description = "Noise added to the audio: none or audio:DB.", DefaultValueFactory = _ => "none" };
        var drift = new Option<double>("--drift") { Description = "How much the video clock runs slow, in ms per minute.", DefaultValueFactory = _ => 0 };

        var command = new Command("synth", About) { level, folder, seed, subjects, trials, window, identity, missing, noise, drift };
        command.SetAction(async (parsed, cancellation) =>
        {
            var spec = new PlantedSpec
            {
                Level = parsed.GetValue(level),
                Seed = parsed.GetValue(seed),
                Subjects = parsed.GetValue(subjects),
                Trials = parsed.GetValue(trials),
                WindowSeconds = parsed.GetValue(window),
                Identity = parsed.GetValue(identity),
                Missing = parsed.GetValue(missing)!,
                Noise = parsed.GetValue(noise)!,
                DriftMsPerMinute = parsed.GetValue(drift),
            };
            var target = parsed.GetValue(folder)?.FullName ?? Path.Combine("data", $"planted-{spec.Level.ToString().ToLowerInvariant()}");
            await Datasets.MakeAsync(spec, target, cancellation).ConfigureAwait(false);
        });
        return command;
    }
}
