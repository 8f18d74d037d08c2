using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>One parameter that is changed a piece at a time.</summary>
internal sealed class LargeParameter : ParameterBlock
{
    private readonly Parameter _parameter;
    private readonly Tensor _moment, _variance;
    private readonly long[] _updates = [0];

    public LargeParameter(Parameter parameter, double rate, double decay) : base(rate, decay)
    {
        _parameter = parameter;
        _moment = zeros_like(parameter).DetachFromDisposeScope();
        _variance = zeros_like(parameter).DetachFromDisposeScope();
    }

    public override IReadOnlyList<long> Updates => _updates;

    public override IEnumerable<ParameterState> States => [new(_moment, _variance, this, 0)];

    public override void SetUpdates(int index, long value) => _updates[index] = value;

    public override IEnumerable<Tensor> Gradients() => _parameter.grad is { } gradient ? [gradient] : [];

    public override void Step(double learningRate, double scale)
    {
        if ((_parameter.grad ?? (_updates[0] > 0 ? zeros_like(_parameter) : null)) is not { } gradient) return;
        _updates[0]++;
        var (values, flat, moment, variance) = (_parameter.view(-1), gradient.flatten(), _moment.view(-1), _variance.view(-1));
        for (var start = 0L; start < flat.shape[0]; start += Piece)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(Piece, flat.shape[0] - start);
            Tensor Of(Tensor all) => all.narrow(0, start, length);
            Update(Of(values), Of(flat), Of(moment), Of(variance), _updates[0], learningRate, scale);
        }
        _parameter.grad = null;
    }

    public override void ClearGradients() => _parameter.grad = null;

    public override void Dispose()
    {
        _moment.Dispose();
        _variance.Dispose();
    }
}
