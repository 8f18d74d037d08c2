namespace Eegavi.Training.Monitoring;

/// <summary>Means of figures over batches, each batch weighing as much as it has rows; a figure that a batch lacks is the mean of the others.</summary>
internal sealed class WeightedMeans
{
    private readonly SortedDictionary<string, (double Sum, double Weight)> _sums = new(StringComparer.Ordinal);

    public void Add(string name, double value, double weight)
    {
        var (sum, before) = _sums.GetValueOrDefault(name);
        _sums[name] = (sum + value * weight, before + weight);
    }

    public IReadOnlyDictionary<string, double> Values => _sums.ToDictionary(s => s.Key, s => s.Value.Sum / s.Value.Weight, StringComparer.Ordinal);
}
