using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSProp (Tieleman and Hinton 2012).</summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    /// <summary>One group with these options.</summary>
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <summary>Groups, and options for what they leave open.</summary>
    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        Require(lr >= 0, $"Invalid learning rate: {lr}");
        Require(eps >= 0, $"Invalid eps: {eps}");
        Require(alpha >= 0, $"Invalid alpha: {alpha}");
        Require(momentum >= 0, $"Invalid momentum value: {momentum}");
        Require(weight_decay >= 0, $"Invalid weight_decay value: {weight_decay}");
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            momentum = momentum,
            centered = centered,
            maximize = maximize
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <inheritdoc/>
    public double Momentum
    {
        get => ((Options)_defaults).momentum.Value;
        set => ((Options)_defaults).momentum = value;
    }

    /// <inheritdoc/>
    public override Tensor step(Func<Tensor> closure = null) => _step<ParamGroup>(Update, closure);

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        param_group.Options ??= new Options();
        var options = (Options)param_group.Options;
        options.alpha ??= defaults.alpha;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.momentum ??= defaults.momentum;
        options.centered ??= defaults.centered;
        options.maximize ??= defaults.maximize;
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
        var rows = WithGrad<State>(group).Select(entry => entry.state.Row(entry.parameter, entry.grad)).ToList();
        Blocks.Run(rows, columns => Update(columns, options));
    }

    /// <summary>One step of parameters (0) by gradients (1), averages of squares (2), then running sums and averages of gradients.</summary>
    private static void Update(Tensor[][] columns, Options options)
    {
        var (alpha, momentum, lr) = (options.alpha.Value, options.momentum.Value, options.LearningRate.Value);
        var grads = Foreach.Gradients(columns[1], columns[0], options.weight_decay.Value, options.maximize.Value);
        Foreach.Mul(columns[2], alpha);
        Foreach.AddProduct(columns[2], grads, grads, 1 - alpha);
        var divisors = columns[2];
        if (options.centered.Value)
        {
            var means = columns[^1];
            Foreach.Mul(means, alpha);
            Foreach.Add(means, grads, 1 - alpha);
            divisors = Foreach.SumProduct(divisors, means, means, -1);
        }

        divisors = Foreach.Sqrt(divisors);
        Foreach.Add(divisors, options.eps.Value);
        if (momentum > 0)
        {
            Foreach.Mul(columns[3], momentum);
            Foreach.AddQuotient(columns[3], grads, divisors, 1);
            Foreach.Add(columns[0], columns[3], -lr);
        }
        else
        {
            Foreach.AddQuotient(columns[0], grads, divisors, -lr);
        }
    }

    /// <summary>Options of a group; null for those of the optimiser.</summary>
    public class Options : OptimizerOptions
    {
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public double? momentum;
        public bool? centered;
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            alpha = other.alpha;
            eps = other.eps;
            weight_decay = other.weight_decay;
            momentum = other.momentum;
            centered = other.centered;
            maximize = other.maximize;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            momentum = reader.ReadDouble();
            centered = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(alpha.Value);
            writer.Write(eps.Value);
            writer.Write(weight_decay.Value);
            writer.Write(momentum.Value);
            writer.Write(centered.Value);
            writer.Write(maximize.Value);
        }
    }

    /// <summary>Parameters that share options.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
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
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-8, double alpha = 0.99,
            double weight_decay = 0, double momentum = 0, bool centered = false)
            : base(parameters,
                new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        /// <inheritdoc/>
        public double Momentum
        {
            get => Options.momentum.Value;
            set => Options.momentum = value;
        }
    }

    /// <summary>What is remembered of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor square_avg;
        public Tensor momentum_buffer;
        public Tensor grad_avg;

        /// <summary>The state of a parameter.</summary>
        public State(Parameter parameter) : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zeros(ref square_avg);
            if (((Options)options).momentum > 0)
            {
                Zeros(ref momentum_buffer);
            }

            if (((Options)options).centered == true)
            {
                Zeros(ref grad_avg);
            }
        }

        internal Tensor[] Row(Parameter parameter, Tensor grad)
        {
            step++;
            return new[] { parameter, grad, square_avg, momentum_buffer, grad_avg }.Where(tensor => tensor is not null).ToArray();
        }

        /// <inheritdoc/>
        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            square_avg.Save(writer);
            SaveConditionalStateTensor(writer, momentum_buffer);
            SaveConditionalStateTensor(writer, grad_avg);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            square_avg.Load(reader);
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
            LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            step = other.step;
            Copy(ref square_avg, other.square_avg);
            Copy(ref momentum_buffer, other.momentum_buffer);
            Copy(ref grad_avg, other.grad_avg);
        }

        /// <inheritdoc/>
        public override void to(Device device)
        {
            Move(ref square_avg, device);
            Move(ref momentum_buffer, device);
            Move(ref grad_avg, device);
        }

        /// <inheritdoc/>
        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Close(square_avg, state.square_avg) && Close(momentum_buffer,
                state.momentum_buffer) && Close(grad_avg, state.grad_avg);

        /// <summary>Releases the state.</summary>
        public void Dispose()
        {
            square_avg?.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }
    }
}
