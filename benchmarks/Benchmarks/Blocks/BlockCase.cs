using static TorchSharp.torch;

namespace Eegavi.Benchmarks;

/// <summary>A fusion block, resampler or pooling with inputs of its own; <c>pytorch/blocks.py</c> has the same under the same name.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Module">The part.</param>
/// <param name="Inputs">What is fed to it, by the names that PyTorch's side knows; those that require gradients get them.</param>
/// <param name="Run">Its values, of the inputs.</param>
internal sealed record BlockCase(string Name, nn.Module Module, IReadOnlyList<(string Name, Tensor Values)> Inputs, Func<Tensor> Run)
{
    private Tensor? _cotangent;

    /// <summary>Forward and backward, of some fixed mixture of the values; gradients are cleared first.</summary>
    public void Step()
    {
        Module.zero_grad();
        foreach (var (_, input) in Inputs) input.grad = null;
        var values = Run();
        _cotangent ??= arange(values.numel(), values.dtype).sin().view(values.shape).DetachFromDisposeScope();
        (values * _cotangent).sum().backward();
    }

    /// <summary>Writes weights, inputs, output and gradients as safetensors, for <c>pytorch/check_blocks.py</c>.</summary>
    public void Export(string folder)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        ModuleWeights.Save(Module, Path.Combine(folder, "weights.safetensors"));
        Write("inputs", Inputs);
        Write("output", [("output", Run().detach())]);
        Step();
        var inputs = Inputs.Where(input => input.Values.requires_grad).Select(input => ($"in/{input.Name}", input.Values.grad!));
        Write("gradients", [.. Module.named_parameters().Where(p => p.parameter.grad is not null).Select(p => (p.name, p.parameter.grad!)), .. inputs]);

        void Write(string name, IEnumerable<(string, Tensor)> tensors) =>
            SafetensorsWriter.Write(Path.Combine(folder, $"{name}.safetensors"), tensors.Select(pair => (pair.Item1, pair.Item2.detach().contiguous())));
    }
}
