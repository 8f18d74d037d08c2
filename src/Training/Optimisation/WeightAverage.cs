using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>A moving average of a module's weights (Polyak and Juditsky 1992; its early values are not biased to the start, as in Adam).</summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly IReadOnlyList<(string Name, Tensor Live)> _live;
    private readonly Dictionary<string, Tensor> _average;
    private readonly double _keep;

    /// <summary>Begins with the weights as they are.</summary>
    /// <param name="module">The module whose weights change.</param>
    /// <param name="keep">Share of the past.</param>
    public WeightAverage(nn.Module module, double keep)
    {
        _keep = keep;
        _live = [.. module.state_dict().Select(p => (p.Key, p.Value))];
        _average = Copies.Of(_live);
    }

    /// <summary>The averaged weights by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _average;

    /// <summary>Takes the weights of a step in.</summary>
    /// <param name="step">From 1: the first steps count more, since the start is random.</param>
    public void Update(int step)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var keep = Math.Min(_keep, (step - 1.0) / (step + 9.0));
        foreach (var (name, live) in _live)
        {
            // Counters of batch norm are whole numbers.
            if (live.is_floating_point()) _average[name].mul_(keep).add_(live.detach(), 1 - keep);
            else _average[name].copy_(live);
        }
    }

    /// <summary>Puts the average into the module until the result is disposed.</summary>
    public IDisposable Lend()
    {
        var own = Copies.Of(_live);
        Give();
        return new Return(() =>
        {
            Copies.Into(_live, own);
            Copies.Dispose(own);
        });
    }

    /// <summary>Puts the average into the module.</summary>
    public void Give() => Copies.Into(_live, _average);

    public void Dispose() => Copies.Dispose(_average);

    private sealed class Return(Action back) : IDisposable
    {
        public void Dispose() => back();
    }
}
