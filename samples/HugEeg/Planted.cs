using System.Globalization;
using Eegavi.Data.Batches;
using Eegavi.Data.Cache;
using Eegavi.Data.Synthetic;
using Eegavi.Data.Windows;

namespace Eegavi.Samples.HugEeg;

/// <summary>A planted data set at token level, with two of its truths: the label R, which every modality tells in part, and a bit that EEG alone tells.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="R">+1 or −1 of each row.</param>
/// <param name="Bit">+1 or −1 of each row: which of audio and video is to be believed on label C.</param>
internal sealed record Planted(BatchMaker Rows, int[] R, int[] Bit)
{
    /// <summary>Makes and reads the data set of a seed.</summary>
    public static Planted Make(int seed)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"eegavi-hug-eeg-{seed}");
        PlantedDataSet.Write(PlantedOptions.ForTokens with { Seed = seed }, PlantedLevel.Tokens, folder);
        var rows = new BatchMaker(new DataSetReader(new FeatureCache(Path.Combine(folder, "cache"))).Read(Path.Combine(folder, "manifest.json")));
        var lines = File.ReadLines(Path.Combine(folder, "truth.csv")).Select(line => line.Split(',')).ToList();
        var truth = lines.Skip(1).ToDictionary(line => line[0], StringComparer.Ordinal);
        int[] Column(string name) => [.. rows.RowIds.Select(id => int.Parse(truth[id][Array.IndexOf(lines[0], name)], CultureInfo.InvariantCulture))];
        return new(rows, Column("R"), Column("carrier.C"));
    }
}
