namespace Eegavi.Data.Synthetic.Ceilings;

/// <summary>What the best rule reaches on the scalars of one data set as they fell, each known exactly.</summary>
/// <remarks>A ceiling is an expectation; 16 subjects scatter around it by 0.02 and more. A model may come as far as this without any leak.</remarks>
internal sealed class DrawnAccuracies(PlantedScalars scalars)
{
    private const double Pair = PlantedScalars.PairD / 2;
    private readonly Dictionary<string, double> _means = Means(scalars);

    /// <summary>The row with its accuracy in this draw, where it is one of the best rules.</summary>
    public PlantedCeiling With(PlantedCeiling row) => row with { InThisDraw = Of(row) };

    private double? Of(PlantedCeiling row) => (row.Label, row.Inputs, row.Rule) switch
    {
        ("R", "presence of audio", _) => null,
        ("R", var inputs, var rule) => Right(t => t.Labels.R, t => LogOddsOfR(t, inputs.Split('+'), rule == PlantedCeiling.Centred)),
        ("X", "audio+eeg", PlantedCeiling.Any) => Right(t => t.Labels.X, t => t.HasAudio ? t.EegX * t.AudioX : 0),
        ("C", "audio+eeg+video", PlantedCeiling.Any) => Right(t => t.Labels.C, LogOddsOfC),
        ("F", "eeg+table", PlantedCeiling.Any) => Right(t => t.Labels.F, t => t.EegF * t.Table[0]),
        ("T" or "T4", "eeg+video", PlantedCeiling.Any) =>
            new BindingCeilings(row.Label, scalars.Options.WindowSeconds, PlantedVariances.Exact, surroundings: false).OfTrials(scalars.Trials),
        _ => null,
    };

    // A tie is right in half of the cases.
    private double Right(Func<PlantedTrial, int> label, Func<PlantedTrial, double> score) =>
        scalars.Trials.Average(t => 0.5 + 0.5 * Math.Sign(score(t) * label(t)));

    private double LogOddsOfR(PlantedTrial trial, string[] inputs, bool centred)
    {
        double Cue(string name, double value, double d) => !inputs.Contains(name) ? 0
            : name is not ("eeg" or "ecg") ? d * value
            : centred ? d * (value - _means[name + trial.Subject]) : d * value / 2;
        var audio = trial.HasAudio ? Cue("audio", trial.AudioR, PlantedScalars.AudioD) : 0;
        var text = inputs.Contains("text") ? trial.TextR * Math.Log((1 - PlantedScalars.TextErrors) / PlantedScalars.TextErrors) : 0;
        return audio + text + (inputs.Contains("audio") ? Presence(trial) : 0)
            + Cue("eeg", trial.EegR, PlantedScalars.EegD) + Cue("video", trial.VideoR, PlantedScalars.VideoD) + Cue("ecg", trial.EcgR, PlantedScalars.EcgD);
    }

    private double Presence(PlantedTrial trial)
    {
        double Share(int label) => trial.HasAudio ? 1 - PlantedScalars.ShareMissing(scalars.Options, label) : PlantedScalars.ShareMissing(scalars.Options, label);
        return Math.Log(Share(1) / Share(-1));
    }

    private static double LogOddsOfC(PlantedTrial trial)
    {
        var (cue, audio, video) = (Math.Tanh(Pair * trial.EegC), trial.HasAudio ? Math.Tanh(Pair * trial.AudioC) : 0, Math.Tanh(Pair * trial.VideoC));
        return (1 + cue) * audio + (1 - cue) * video;
    }

    private static Dictionary<string, double> Means(PlantedScalars scalars) => scalars.Subjects
        .SelectMany(s => new[] { ("eeg" + s.Index, scalars.Of(s).Average(t => t.EegR)), ("ecg" + s.Index, scalars.Of(s).Average(t => t.EcgR)) })
        .ToDictionary(p => p.Item1, p => p.Item2);
}
