using Eegavi.Data.Windows;
using Microsoft.ML.Data;

namespace Eegavi.Samples.DownstreamHead;

/// <summary>A row of the table: a trial's tokens, label and subject. An empty vector is a modality that is missing.</summary>
internal sealed class Trial
{
    [ColumnName("eeg")] public float[] Eeg { get; set; } = [];

    [ColumnName("audio")] public float[] Audio { get; set; } = [];

    public string X { get; set; } = "";

    [ColumnName("subject")] public string Subject { get; set; } = "";

    public static List<Trial> All(DataSet data)
    {
        var (eeg, audio, label) = (data.Modalities["eeg"], data.Modalities["audio"], data.Labels["X"]);
        return [.. data.Trials.Select((trial, row) => new Trial
        {
            Eeg = eeg.Row(row).ToArray(),
            Audio = audio.IsPresent(row) ? audio.Row(row).ToArray() : [],
            X = label.Values[row] > 0 ? "plus" : "minus",
            Subject = trial.Subject,
        })];
    }
}

/// <summary>What the chain says of a trial.</summary>
internal sealed class Prediction
{
    public string Predicted { get; set; } = "";

    public float[] Score { get; set; } = [];
}
