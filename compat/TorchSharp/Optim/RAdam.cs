using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Rectified Adam (Liu et al. 2019, arXiv:1908.03265).</summary>
public class RAdam : OptimizerHelper, IBetas
{
    /// <summary>One group with these options.</summary>
    public RAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public RAdam(IEnumerable<ParamGroup> parameters, double lr = 0.002, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(beta1 >= 0 && beta1 < 1, $"Invalid beta1: {beta1}");
        Require(beta2 >= 0 && beta2 < 1, $"Invalid beta2: {beta2}");
        Require(eps >= 0, $"Invalid eps: {eps}");
        Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <inheritdoc/>
    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1.Value, ((Options)_defaults).beta2.Value);
        set => (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        param_group.Options ??= new Options();
        var options = (Options)param_group.Options;
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        Add(param_group, parameter => new State(parameter));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            DisposeStates();
        }
    }

    private void Update(ParamGroup group)
    {
        var options = group.Options;
        var ready = WithGrad<State>(group).ToList();
        foreach (var same in ready.GroupBy(entry => ++entry.state.step))
        {
            var rows = same.Select(entry => new[] { entry.parameter, entry.grad, entry.state.exp_avg, entry.state.exp_avg_sq }).ToList();
            Blocks.Run(rows, columns => Update(columns, options, same.Key));
        }
    }

    /// <summary>One step of parameters (0) by gradients (1), averages of gradients (2) and of squares (3).</summary>
    private static void Update(Tensor[][] columns, Options options, long step)
    {
        var (beta1, beta2, lr) = (options.beta1.Value, options.beta2.Value, options.LearningRate.Value);
        var (bias1, bias2) = (1 - Math.Pow(beta1, step), 1 - Math.Pow(beta2, step));
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, false);
        Foreach.Mul(columns[2], beta1);
        Foreach.Add(columns[2], grads, 1 - beta1);
        Foreach.Mul(columns[3], beta2);
        Foreach.AddProduct(columns[3], grads, grads, 1 - beta2);
        var limit = (2 / (1 - beta2)) - 1;
        var length = limit - (2 * step * (1 - bias2) / bias2);
        if (length <= 5)
        {
            Foreach.Add(columns[0], columns[2], -lr / bias1);
            return;
        }

        var rectified = Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
        var divisors = Foreach.Sqrt(columns[3]);
        Foreach.Add(divisors, options.eps.Value);
        Foreach.AddQuotient(columns[0], columns[2], divisors, -lr * rectified * Math.Sqrt(bias2) / bias1);
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            beta1 = other.beta1;
            beta2 = other.beta2;
            eps = other.eps;
            weight_decay = other.weight_decay;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1.Value);
            writer.Write(beta2.Value);
            writer.Write(eps.Value);
            writer.Write(weight_decay.Value);
        }
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>An empty group.</summary>
        public ParamGroup()
        {
        }

        /// <summary>A group with options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>A group with options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay })
        {
        }

        /// <inheritdoc/>
        public (double, double) Betas
        {
            get => (Options.beta1.Value, Options.beta2.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg;
        public Tensor exp_avg_sq;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zeros(ref exp_avg);
            Zeros(ref exp_avg_sq);
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            exp_avg.Load(reader);
            exp_avg_sq.Load(reader);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            step = other.step;
            Copy(ref exp_avg, other.exp_avg);
            Copy(ref exp_avg_sq, other.exp_avg_sq);
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            Move(ref exp_avg, device);
            Move(ref exp_avg_sq, device);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Close(exp_avg, state.exp_avg) && Close(exp_avg_sq, state.exp_avg_sq);

        /// <summary>Releases the state.</summary>
        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
        }
    }
}
