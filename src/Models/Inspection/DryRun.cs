using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Eegavi.Models.Inspection;

/// <summary>Runs a batch through a model and writes down what happens: nothing is computed from a description, so nothing can differ from the model.</summary>
public static class DryRun
{
    /// <summary>Runs example windows through a model, in evaluation mode and without gradients.</summary>
    /// <param name="model">The model; its mode is as it was afterwards.</param>
    /// <param name="windows">The shape of each modality's window.</param>
    /// <param name="rows">Rows B.</param>
    /// <param name="diagnostics">Whether parts are asked what they have to say of themselves.</param>
    /// <param name="objective">The model's losses; null = none are run.</param>
    /// <param name="teachers">Widths of what teachers give, by name, for losses that stand on it; null = none.</param>
    /// <exception cref="ArgumentException">A window does not fit its encoder.</exception>
    public static ModelReport Of(
        FusionModel model, IReadOnlyDictionary<string, WindowShape> windows, int rows = 2, bool diagnostics = false, Objective? objective = null, IReadOnlyDictionary<string, int>? teachers = null)
    {
        using var scope = NewDisposeScope();
        var labels = ExampleRows.LabelsOf(objective?.Losses ?? [], model.Spec);
        return Of(model, windows, new ExampleRows(windows, labels, rows) { TargetWidths = teachers ?? new Dictionary<string, int>() }.Make([.. Enumerable.Range(0, rows)]), diagnostics, objective);
    }

    /// <summary>Runs rows of data through a model, in evaluation mode and without gradients.</summary>
    /// <param name="model">The model; its mode is as it was afterwards.</param>
    /// <param name="windows">The shape of each modality's window, for the meaning of its axes.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="diagnostics">Whether parts are asked what they have to say of themselves.</param>
    /// <param name="objective">The model's losses; null = none are run.</param>
    /// <exception cref="ArgumentException">A window does not fit its encoder, or the batch lacks a label.</exception>
    public static ModelReport Of(FusionModel model, IReadOnlyDictionary<string, WindowShape> windows, Batch batch, bool diagnostics = false, Objective? objective = null)
    {
        var training = model.training;
        model.eval();
        try
        {
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            using var said = diagnostics ? Diagnostics.Collect() : null;
            using var watch = new Watch();
            var stages = Stages(model.Plan, windows, watch).ToList();
            var losses = objective?.Terms.Select(term => new LossStage(term.Name, term.Term, watch.AddLoss(term.Name, term.Term.Loss))).ToList() ?? [];
            watch.CountLayers(model);
            if (objective is not null) watch.CountLayers(objective);
            Run(model, batch, objective);
            var seen = stages.Select(stage => stage.Report(watch, batch.Size)).OfType<StageReport>().ToList();
            return new(seen, [.. Budgets(model.Plan, seen)], said?.Values ?? new Dictionary<string, double>())
            {
                Losses = [.. losses.Select(loss => loss.Report(watch, batch.Size))],
            };
        }
        finally
        {
            model.train(training);
        }
    }

    private static void Run(FusionModel model, Batch batch, Objective? objective)
    {
        var prepared = objective?.Prepare(batch) ?? batch;
        var output = model.call(prepared);
        // A teacher that is the model's own average has the model's own shapes.
        objective?.call(output, Objective.WithAverage(prepared, output));
    }

    private static IEnumerable<Stage> Stages(ModelPlan plan, IReadOnlyDictionary<string, WindowShape> windows, Watch watch)
    {
        foreach (var (name, branch) in plan.Branches)
        {
            var width = name == Models.Stages.Query ? "D" : "E";
            watch.Add<ModalityWindow, MediaTokens>($"{name}.encoder", branch.Encoder, x => NamedShape.Of(x.Values, "B " + windows[branch.Modality].Axes), NamedShape.Of);
            yield return new($"{name}.encoder", PartName(branch.Encoder), (Module)branch.Encoder);
            watch.Add<MediaTokens, TokenSequence>($"{name}.resampler", branch.Resampler, NamedShape.Of, tokens => NamedShape.Of(tokens, "E"));
            yield return new($"{name}.resampler", PartName(branch.Resampler), (Module)branch.Resampler);
            if (branch.ToWidth is null) continue;
            watch.Add<Tensor, Tensor>($"{name}.to_width", branch.ToWidth, x => NamedShape.Of(x, "B T E"), y => NamedShape.Of(y, "B T " + width));
            yield return new($"{name}.to_width", "linear", branch.ToWidth);
        }
        for (var i = 0; i < plan.Fusion.Count; i++)
        {
            watch.AddBlock($"fusion_{i}", plan.Fusion[i].Block);
            yield return new($"fusion_{i}", PartName(plan.Fusion[i].Block), (Module)plan.Fusion[i].Block);
        }
        watch.Add<TokenSequence, Tensor>("pooling", plan.Pooling, x => NamedShape.Of(x), y => NamedShape.Of(y, "B D"));
        yield return new("pooling", PartName(plan.Pooling), (Module)plan.Pooling);
        foreach (var (name, head) in plan.Heads)
        {
            watch.Add<Tensor, Tensor>($"head_{name}", head, x => NamedShape.Of(x, "B D"), y => NamedShape.Of(y, "B K"));
            yield return new($"head_{name}", PartName(head), (Module)head);
        }
    }

    private static IEnumerable<TokenBudget> Budgets(ModelPlan plan, List<StageReport> seen)
    {
        foreach (var (name, _) in plan.Branches)
        {
            if (seen.Find(stage => stage.Name == $"{name}.resampler") is { } thinned)
                yield return new(name, thinned.Input.Sizes[1] * thinned.Input.Sizes[2], thinned.Output.Sizes[1]);
        }
    }

    private static string PartName(object part) =>
        part.GetType().GetCustomAttributes(typeof(PartAttribute), false).OfType<PartAttribute>().Single().Name;

    private static (long All, long Trainable) Count(Module module) =>
        (module.parameters().Sum(p => p.numel()), module.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));

    private sealed record Stage(string Name, string Part, Module Module)
    {
        public StageReport? Report(Watch watch, int rows)
        {
            if (watch.Of(Name) is not { } seen) return null;
            var (all, trainable) = Count(Module);
            return new(Name, Part, seen.Input, seen.Output, all, trainable, seen.Products / rows);
        }
    }

    private sealed record LossStage(string Name, ObjectiveTerm Term, LossWatch Seen)
    {
        public LossReport Report(Watch watch, int rows)
        {
            var (all, trainable) = Count((Module)Term.Loss);
            return new(Name, Term.Spec.Loss.Type, Term.Spec.Weight.Last, [.. Seen.Ends], all, trainable, watch.ProductsOf(Name) / rows)
            {
                Head = Term.Spec.Head,
                Labels = Term.Spec.Labels ?? ((Term.Spec.Label ?? Term.Spec.Head) is { } label ? [label] : []),
            };
        }
    }
}
