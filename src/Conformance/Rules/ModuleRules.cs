using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>A seed fixes the weights, and in training what is dropped.</summary>
internal sealed class SeedRule : CaseRule
{
    public override string Name => "the same seed gives the same result";

    public override string Remedy => "Draw every random number from the engine (torch.rand, init), so that manual_seed fixes it: no System.Random without a seed, no clock, no order of a hash set.";

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        // As constructed, not as the trial changes weights.
        using var one = trial.Subject.Make(trial.Case);
        using var other = trial.Subject.Make(trial.Case);
        foreach (var ((name, first), (_, second)) in one.state_dict().Zip(other.state_dict()))
            if (Difference.Find($"'{name}' of a second part", first, second, 0) is { } problem) return problem;
        return Difference.Find(Trained(trial, one), Trained(trial, other)) is { } apart ? $"in training, {apart}" : null;
    }

    private static IReadOnlyList<Strand> Trained(Trial trial, nn.Module module)
    {
        module.train();
        manual_seed(trial.Case.Seed + 2);
        return trial.Subject.Call(module, trial.Inputs);
    }
}

/// <summary>What is saved and loaded is the same part.</summary>
internal sealed class SavedRule : CaseRule
{
    public override string Name => "saved and loaded it gives the same output";

    public override string Remedy => "Register all that the output depends on: parameters as fields before RegisterComponents(), tensors that do not learn by register_buffer, children held in lists by register_module.";

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        var expected = trial.Call();
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var other = trial.Make(trial.Case.Seed + 3);
        try
        {
            ModuleWeights.Save(trial.Module, path);
            using var file = SafetensorsFile.Open(path);
            ModuleWeights.Load(other, file);
        }
        finally
        {
            File.Delete(path);
        }
        return Difference.Find(expected, trial.Subject.Call(other, trial.Inputs)) is { } problem ? $"loaded into a part that started from another seed, {problem}" : null;
    }
}

/// <summary>Training and inference differ by dropout and batch norm alone, and inference repeats itself.</summary>
internal sealed class ModeRule : CaseRule
{
    public override string Name => "training and inference differ only where declared";

    public override string Remedy => "Use torch.nn.Dropout with an option called dropout, or batch norm; register children, so that train() and eval() reach them; change no buffer in inference.";

    public override string? Check(Trial trial)
    {
        var (inference, again) = (trial.Call(), trial.Call());
        if (Difference.Find(inference, again, 0) is { } problem) return $"called twice for inference, {problem}";
        trial.Module.train();
        if (trial.Module.named_modules().FirstOrDefault(child => !child.module.training) is { module: not null } deaf) return $"train() does not reach '{deaf.name}'";
        if (Declared(trial)) return null;
        return Difference.Find(inference, trial.Call()) is { } apart ? $"in training, {apart} for inference, and neither dropout nor batch norm is declared" : null;
    }

    private static bool Declared(Trial trial) => trial.Module.named_modules().Any(child => child.module.GetType().Name.StartsWith("BatchNorm", StringComparison.Ordinal))
        || OptionText.Dropout(trial.Subject.Options(trial.Case));
}

/// <summary>A second step leaves as many tensors as the first.</summary>
internal sealed class LeakRule : CaseRule
{
    private const int Steps = 4;

    public override string Name => "no tensor is left after a step";

    public override string Remedy =>
        "Open a dispose scope in forward and move the result out (using var scope = NewDisposeScope(); … .MoveToOuterDisposeScope()); keep no tensor in a field that is not registered. Tests of tensors must not run beside each other.";

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        using var optimizer = optim.AdamW(trial.Module.parameters().DefaultIfEmpty(new(zeros(1))));
        var inputs = trial.Inputs.Select(strand => strand.Leaf()).ToList();
        trial.Module.train();
        long Step()
        {
            using (NewDisposeScope()) optimizer.zero_grad();
            using (NewDisposeScope()) Trial.Sum(trial.Call(inputs))?.backward();
            using (NewDisposeScope()) optimizer.step();
            return Tensor.TotalCount;
        }
        // What earlier tests left is collected in between at any time: only growth at every step is a leak.
        var counts = Enumerable.Range(0, Steps).Select(_ => Step()).ToArray();
        if (Enumerable.Range(2, Steps - 2).Any(i => counts[i] <= counts[i - 1])) return Loose(trial, inputs);
        return $"each step leaves {counts[^1] - counts[^2]} tensors more";
    }

    // Without a scope around it, a call leaves its results alone.
    private static string? Loose(Trial trial, IReadOnlyList<Strand> inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        trial.Call(inputs);
        var (before, results) = (scope.DisposablesCount, trial.Call(inputs).SelectMany(strand => strand.Tensors()).DistinctBy(pair => pair.Tensor).Count());
        var left = scope.DisposablesCount - before;
        return left > results + trial.Subject.MadeByCalling ? $"a call leaves {left} tensors in the caller's scope, of which {results} are its results" : null;
    }
}

/// <summary>Whoever holds a module or a parameter has registered it.</summary>
internal sealed class RegistrationRule : CaseRule
{
    public override string Name => "every parameter and child is registered";

    public override string Remedy => "Call RegisterComponents() at the end of the constructor, and register_module(name, (nn.Module)child) for children held in arrays, lists or dictionaries.";

    public override int OneOf => 2;

    public override string? Check(Trial trial)
    {
        var known = trial.Module.parameters().Select(parameter => parameter.Handle).ToHashSet();
        foreach (var (path, parameter) in Reachable.Parameters(trial.Module))
            if (!known.Contains(parameter.Handle)) return $"the parameter at {path} is not among its parameters()";
        var children = trial.Module.named_modules().Select(child => child.module).Append(trial.Module).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (path, module) in Reachable.Modules(trial.Module))
            if (!children.Contains(module)) return $"the module at {path} is not among its named_modules(), so it neither trains nor follows eval()";
        return null;
    }
}

/// <summary>What options tell of a part's size is true.</summary>
internal sealed class SizeRule : CaseRule
{
    public override string Name => "it holds what its options tell";

    public override string Remedy => "ISizedOptions.LeastNumbers must not be more than parameters and buffers have together: count the largest products alone, and what only some options bring only with them.";

    public override int OneOf => 2;

    public override bool Applies(Subject subject) => typeof(ISizedOptions).IsAssignableFrom(subject.Part.OptionsType);

    public override string? Check(Trial trial)
    {
        var told = ((ISizedOptions)trial.Subject.Options(trial.Case)!).LeastNumbers(trial.Subject.Sizes(trial.Case));
        var held = trial.Module.state_dict().Values.Sum(tensor => tensor.numel());
        return told <= held ? null : $"its options tell of {told} numbers or more; it holds {held}";
    }
}
