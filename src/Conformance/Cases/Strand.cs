using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>Tensors under one mask: what goes into a part, or what comes out of it, whatever its kind.</summary>
/// <param name="Name">What sentences call it, for example <c>query</c>.</param>
/// <param name="Values">[B, …].</param>
internal sealed record Strand(string Name, Tensor Values)
{
    /// <summary>Bool over leading axes of the values, true = real; null = all is. Its last axis may stand for another one: see <see cref="StepAxis"/>.</summary>
    public Tensor? Real { get; init; }

    /// <summary>The axis of the values that the last axis of <see cref="Real"/> stands for. −1: the one in its place.</summary>
    public int StepAxis { get; init; } = -1;

    public Tensor? Seconds { get; init; }

    public Tensor? Span { get; init; }

    public Tensor? Item { get; init; }

    public Tensor? Timeless { get; init; }

    public Tensor? Modality { get; init; }

    /// <summary>Bool in the shape of the values, true = masked.</summary>
    public Tensor Hidden()
    {
        if (Real is null) return zeros_like(Values, ScalarType.Bool);
        var shape = Enumerable.Repeat(1L, (int)Values.ndim).ToArray();
        for (var axis = 0; axis < Real.ndim; axis++) shape[axis == Real.ndim - 1 && StepAxis >= 0 ? StepAxis : axis] = Real.shape[axis];
        return Real.logical_not().view(shape).expand_as(Values);
    }

    /// <summary>Every tensor with its name.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors()
    {
        (string, Tensor?)[] all = [("values", Values), ("valid", Real), ("seconds", Seconds), ("span", Span), ("item", Item), ("timeless", Timeless), ("modality", Modality)];
        return all.Where(pair => pair.Item2 is not null).Select(pair => ($"{Name}.{pair.Item1}", pair.Item2!));
    }

    /// <summary>A change of rows, type or place that is the same for every tensor.</summary>
    public Strand Map(Func<Tensor, Tensor> change) => Each(change, tensor => tensor is null ? null : change(tensor));

    public Strand Rows(Tensor rows) => Map(tensor => tensor.index_select(0, rows));

    /// <summary>The values in another type.</summary>
    public Strand Of(ScalarType type) => Values.is_floating_point() ? this with { Values = Values.detach().to_type(type) } : this;

    /// <summary>Values as a leaf that asks for a gradient.</summary>
    public Strand Leaf() => Values.is_floating_point() ? this with { Values = Values.detach().clone().requires_grad_() } : this;

    /// <summary>Something else wherever the mask is false: in values and times a number, in items and marks what is not there.</summary>
    public Strand Polluted(double with)
    {
        if (Real is null) return this;
        var hidden = Real.logical_not();
        Tensor? Wrong(Tensor? tensor, Func<Tensor, Tensor> wrong) => tensor is null ? null : where(hidden, wrong(tensor), tensor);
        return this with
        {
            Values = Values.is_floating_point() ? Values.detach().masked_fill(Hidden(), with) : Values.masked_fill(Hidden(), 99),
            // What is hidden of an answer has one bit for all its seconds.
            Seconds = Seconds?.masked_fill(hidden.ndim < Seconds.ndim ? hidden.unsqueeze(-1) : hidden, with),
            Span = Span?.masked_fill(hidden, with),
            Item = Wrong(Item, item => full_like(item, 77)),
            Timeless = Wrong(Timeless, timeless => timeless.logical_not()),
        };
    }

    /// <summary>More tokens at the end of an axis of the mask, all of them masked: NaN.</summary>
    public Strand Padded(int axis, long count) => Each(
        values => Longer(values, StepAxis >= 0 ? StepAxis : axis, count),
        tensor => tensor is null ? null : Longer(tensor, axis, count));

    private Strand Each(Func<Tensor, Tensor> values, Func<Tensor?, Tensor?> other) => this with
    {
        Values = values(Values),
        Real = other(Real),
        Seconds = other(Seconds),
        Span = other(Span),
        Item = other(Item),
        Timeless = other(Timeless),
        Modality = other(Modality),
    };

    private static Tensor Longer(Tensor tensor, int axis, long count)
    {
        var shape = tensor.shape;
        shape[axis] = count;
        var more = tensor.is_floating_point() ? full(shape, double.NaN, tensor.dtype, tensor.device) : zeros(shape, tensor.dtype, tensor.device);
        return cat([tensor, more], axis);
    }
}
