using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>Parameters of one group that share one storage. Once all of them have had a gradient, the gradients share one too.</summary>
internal sealed class SmallParameters : ParameterBlock
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Tensor _values, _gradients, _moments, _variances;
    private readonly long[] _updates;
    private bool _isJoined;

    public SmallParameters(IReadOnlyList<Parameter> parameters, double rate, double decay) : base(rate, decay)
    {
        (_parameters, _updates) = (parameters, new long[parameters.Count]);
        using var scope = NewDisposeScope();
        _values = cat([.. parameters.Select(parameter => parameter.detach().flatten())]).DetachFromDisposeScope();
        _gradients = zeros_like(_values).DetachFromDisposeScope();
        _moments = zeros_like(_values).DetachFromDisposeScope();
        _variances = zeros_like(_values).DetachFromDisposeScope();
        foreach (var (parameter, place) in parameters.Zip(Split(_values))) parameter.set_(place.view(parameter.shape));
    }

    public override IReadOnlyList<long> Updates => _updates;

    public override IEnumerable<ParameterState> States => Split(_moments).Zip(Split(_variances)).Select((pair, i) =>
        new ParameterState(pair.First.view(_parameters[i].shape), pair.Second.view(_parameters[i].shape), this, i));

    // A run that goes on must count a missing gradient as 0 where it would have without a break.
    public override void SetUpdates(int index, long value)
    {
        _updates[index] = value;
        if (!_isJoined && Array.TrueForAll(_updates, updates => updates > 0)) Join(keep: false);
    }

    public override IEnumerable<Tensor> Gradients() => _isJoined ? [_gradients] : _parameters.Select(parameter => parameter.grad).OfType<Tensor>();

    public override void Step(double learningRate, double scale)
    {
        if (!_isJoined && _parameters.All(parameter => parameter.grad is not null)) Join(keep: true);
        if (_isJoined && _updates.AsSpan().ContainsAnyExcept(_updates[0]) is false)
        {
            Update(_values, _gradients, _moments, _variances, _updates[0] + 1, learningRate, scale);
            for (var i = 0; i < _updates.Length; i++) _updates[i]++;
            return;
        }
        foreach (var (i, values, moment, variance) in Split(_values).Zip(Split(_moments), Split(_variances)).Select((parts, i) => (i, parts.First, parts.Second, parts.Third)))
        {
            using var scope = NewDisposeScope();
            if ((_parameters[i].grad?.flatten() ?? (_updates[i] > 0 ? zeros_like(values) : null)) is { } gradient) Update(values, gradient, moment, variance, ++_updates[i], learningRate, scale);
        }
    }

    public override void ClearGradients()
    {
        if (_isJoined) _gradients.zero_();
        else foreach (var parameter in _parameters) parameter.grad = null;
    }

    public override void Dispose()
    {
        foreach (var parameter in _parameters.Where(parameter => !parameter.IsInvalid)) parameter.grad = null;
        foreach (var tensor in new[] { _values, _gradients, _moments, _variances }) tensor.Dispose();
    }

    // From now on the backward pass adds to the shared gradients.
    private void Join(bool keep)
    {
        using var scope = NewDisposeScope();
        _gradients.zero_();
        foreach (var (parameter, place) in _parameters.Zip(Split(_gradients)))
        {
            var view = place.view(parameter.shape);
            if (keep && parameter.grad is { } gradient) view.copy_(gradient);
            parameter.grad = view;
        }
        _isJoined = true;
    }

    private IReadOnlyList<Tensor> Split(Tensor all) => all.split([.. _parameters.Select(parameter => parameter.numel())]);
}
