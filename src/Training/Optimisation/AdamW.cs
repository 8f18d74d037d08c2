using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Eegavi.Training;

/// <summary>AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) that changes many parameters by few calls of the engine, in place.</summary>
/// <remarks>
/// Small parameters of a group share one storage, with one for their gradients and moments, so that a step over all of them is eleven calls.
/// Large ones are changed a piece at a time, which stays in the processor's cache; each gradient is freed as soon as it was used.
/// A parameter is left alone until it has had a gradient; from then on a missing one counts as 0.
/// </remarks>
internal sealed class AdamW : IDisposable
{
    private readonly List<ParameterBlock> _blocks = [];

    /// <summary>Takes the parameters, with moments of 0. They stay the same objects; small ones get another storage.</summary>
    /// <param name="groups">The parameters of each group.</param>
    /// <param name="weightDecay">Of the groups that decay.</param>
    public AdamW(IEnumerable<(GroupKey Key, IReadOnlyList<Parameter> Parameters)> groups, double weightDecay)
    {
        using var _ = no_grad();
        foreach (var (key, parameters) in groups)
        {
            var decay = key.Decays ? weightDecay : 0;
            _blocks.AddRange(parameters.Where(ParameterBlock.IsLarge).Select(parameter => new LargeParameter(parameter, key.Rate, decay)));
            var small = parameters.Where(parameter => !ParameterBlock.IsLarge(parameter)).ToList();
            foreach (var alike in small.GroupBy(parameter => (parameter.dtype, parameter.device.ToString()))) _blocks.Add(new SmallParameters([.. alike], key.Rate, decay));
        }
    }

    /// <summary>The state of each parameter, large ones of a group first. The tensors are live.</summary>
    public IEnumerable<ParameterState> States => _blocks.SelectMany(block => block.States);

    /// <summary>The 2-norm of all gradients together; 0 where there are none.</summary>
    public double GradientNorm()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // On the CPU in double: norms of models on several devices meet there.
        var norms = _blocks.SelectMany(block => block.Gradients()).Select(gradient => gradient.norm().to_type(ScalarType.Float64).cpu()).ToArray();
        return norms.Length == 0 ? 0 : stack(norms).norm().ToDouble();
    }

    /// <summary>Changes the parameters.</summary>
    /// <param name="rate">Learning rate, before each group's factor.</param>
    /// <param name="scale">Factor on the gradients, for clipping.</param>
    public void Step(double rate, double scale = 1)
    {
        using var _ = no_grad();
        foreach (var block in _blocks)
        {
            using var scope = NewDisposeScope();
            block.Step(rate, scale);
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public void ClearGradients()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var block in _blocks) block.ClearGradients();
    }

    public void Dispose() => _blocks.ForEach(block => block.Dispose());
}
